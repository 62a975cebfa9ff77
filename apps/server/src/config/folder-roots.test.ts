import { expect, it } from 'vitest'
import { readFolderRoots } from './folder-roots.js'

it('opens folders for reading, and for writing only where that is said', () => {
  expect(readFolderRoots(['inbox=/srv/in box', 'archive=/srv/a:b:rw'])).toEqual([
    { name: 'inbox', path: '/srv/in box', isWritable: false },
    { name: 'archive', path: '/srv/a:b', isWritable: true },
  ])
})

it.each([['inbox'], ['inbox='], ['inbox=relative'], ['=/srv'], ['a b=/srv'], ['inbox=/a', 'inbox=/b']])('refuses %j by name, before the server starts', (...parts) => {
  expect(() => readFolderRoots(parts)).toThrow(/MAILLON_FOLDERS/)
})
