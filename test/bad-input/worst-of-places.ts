import type { WorstCase } from './worst-of-nodes.js'

const folders = { in: { 'a.csv': 'A', 'sub/b.csv': 'B' }, 'read:ro': { 'x.csv': 'X' }, 'share:gone': {} }
const file = { name: 'ventes.csv', bytes: 'a;b\n1;2\n' }
const arrived = { root: 'in', after: 'leave', settleSeconds: 0, everySeconds: 30, knownBy: 'name-size-time', deep: false } as const

/** The worst that can be done to the steps that reach folders of the server, by the host's own way into real folders. */
export const placeCases: readonly WorstCase[] = [
  { node: 'folder.list', what: 'a folder above the opened one', params: { root: 'in', path: '../..' }, folders, code: 'FOLDER_PATH_REFUSED' },
  { node: 'folder.list', what: 'a folder below that is not there', params: { root: 'in', path: 'subb' }, folders, code: 'FOLDER_FILE_MISSING' },
  { node: 'folder.list', what: 'a share that is not mounted', params: { root: 'share' }, folders, code: 'FOLDER_ROOT_MISSING', retryable: true },
  { node: 'folder.list', what: 'a file in the place of a folder', params: { root: 'in', path: 'a.csv' }, folders, code: 'FOLDER_FILE_MISSING' },
  { node: 'folder.write', what: 'a folder that is open for reading only', params: { root: 'read' }, received: file, folders, code: 'FOLDER_ROOT_READONLY' },
  { node: 'folder.write', what: 'a folder above the opened one', params: { root: 'in', path: '../out' }, received: file, folders, code: 'FOLDER_PATH_REFUSED' },
  { node: 'folder.write', what: 'a file that is there and must stay', params: { root: 'in', name: 'a.csv', existing: 'fail' }, received: file, folders, code: 'FOLDER_FILE_EXISTS' },
  { node: 'folder.write', what: 'a share that is not mounted', params: { root: 'share' }, received: file, folders, code: 'FOLDER_ROOT_MISSING', retryable: true },
  { node: 'folder.write', what: 'one row of several that brings no file', params: { root: 'in' }, folders, code: 'FILES_FILE_NOT_RECEIVED', beside: { n: 1 }, besideFile: file },
  { node: 'folder.move', what: 'a file of the server above the opened folder', params: { root: 'in', action: 'move', path: '../../etc/passwd' }, folders, code: 'FOLDER_PATH_REFUSED' },
  { node: 'folder.move', what: 'a folder in the place of a file', params: { root: 'in', action: 'delete', path: 'sub' }, folders, code: 'FOLDER_PATH_REFUSED' },
  { node: 'folder.move', what: 'a folder that is open for reading only', params: { root: 'read', path: 'x.csv' }, folders, code: 'FOLDER_ROOT_READONLY' },
  { node: 'folder.move', what: 'one row of several without a path', params: { root: 'in', action: 'move', path: '{{item.path}}', toPath: 'done', missing: 'skip' }, items: [{ chemin: 'a.csv' }], folders, code: 'EXPRESSION_FIELD_MISSING', beside: { path: 'a.csv' } },
  { node: 'folder.arrived', what: 'a folder above the opened one', params: { ...arrived, path: '..' }, folders, code: 'FOLDER_PATH_REFUSED' },
  { node: 'folder.arrived', what: 'a share that is not mounted', params: { ...arrived, root: 'share' }, folders, code: 'FOLDER_ROOT_MISSING', retryable: true },
  { node: 'folder.arrived', what: 'a folder below that is not there', params: { ...arrived, path: 'comandes' }, folders, code: 'FOLDER_FILE_MISSING' },
]
