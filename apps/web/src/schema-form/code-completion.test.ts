import { CompletionContext } from '@codemirror/autocomplete'
import { EditorState } from '@uiw/react-codemirror'
import { expect, it } from 'vitest'
import { completionSource } from './code-completion.js'

const suggestions = () => [
  { text: '{{item.client}}', label: 'client', detail: 'text' },
  { text: '{{item.total}}', label: 'total', detail: 'number' },
]
/** What is proposed at the end of a text, and from where it takes the place of what is written. */
const proposed = (doc: string, withSlash = true) => {
  const found = completionSource({ suggestions, typeName: (type) => `a ${type}`, withSlash })(new CompletionContext(EditorState.create({ doc }), doc.length, false))
  return found === null ? null : { from: found.from, options: found.options.map(({ label, detail, apply }) => [label, detail, apply]) }
}

it('opens at braces and at a slash that begins a word, in any line', () => {
  const both = [['client', 'a text', '{{item.client}}'], ['total', 'a number', '{{item.total}}']]
  expect(proposed('Dear {{')).toEqual({ from: 5, options: both })
  expect(proposed('/')).toEqual({ from: 0, options: both })
  expect(proposed('Dear /')).toEqual({ from: 5, options: both })
  expect(proposed('Dear\nowes /tot')).toEqual({ from: 10, options: [both[1]] })
})

it('leaves the slashes of tags, addresses and dates alone', () => {
  for (const text of ['</', 'https:/', 'https://', 'on 12/', 'and/or', 'a / b']) expect(proposed(text)).toBeNull()
  expect(proposed('/', false)).toBeNull()
})
