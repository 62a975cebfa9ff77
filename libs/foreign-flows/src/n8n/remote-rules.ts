import type { Draft } from '../conversion.js'
import type { N8nContext } from './n8n-context.js'
import { accountIn, at, textAt, type N8nNode } from './n8n-node.js'
import { byOperation, type N8nRule, type N8nRules } from './n8n-rule.js'
import { setDraft } from './set-fields.js'

const bucket = byOperation(
  { 'file download': download('fileKey'), 'file delete': remove('fileKey'), 'file getAll': list('options', 'folderKey'), 'file upload': upload(bucketKey) },
  { resource: 'file', operation: 'download' },
)

/** Files on servers: FTP, SFTP and S3. */
export const remoteRules: N8nRules = {
  ftp: byOperation({ download: download('path'), delete: remove('path'), list: list('path'), upload: upload((node, context) => context.textOfAll(at(node.params, 'path'))) }, { operation: 'download' }),
  s3: bucket,
  awsS3: bucket,
}

function told(context: N8nContext): void {
  context.look('FOREIGN_REMOTE_ACCOUNT')
}

/** The path of a row stands in a field of it here. */
function download(param: string): N8nRule {
  return (node, context) => {
    told(context)
    return { type: 'remote.download', params: {}, before: [setDraft({ path: context.text(at(node.params, param)) }, true)], ...accountIn('server', node) }
  }
}

function remove(param: string): N8nRule {
  return (node, context) => {
    told(context)
    return { type: 'remote.delete', params: {}, before: [setDraft({ path: context.text(at(node.params, param)) }, true)], ...accountIn('server', node) }
  }
}

function list(...place: readonly string[]): N8nRule {
  return (node, context) => {
    told(context)
    const folder = withoutSlashes(context.textOfAll(at(node.params, ...place)))
    return { type: 'remote.list', params: { folder: folder === '' ? '.' : folder, what: 'both', deep: at(node.params, 'recursive') === true }, mode: 'all', ...accountIn('server', node) }
  }
}

function bucketKey({ params }: N8nNode, context: N8nContext): string {
  const folder = withoutSlashes(context.textOfAll(at(params, 'additionalFields', 'parentFolderKey')))
  const name = context.textOfAll(at(params, 'fileName'))
  return folder === '' ? name : `${folder}/${name}`
}

/** The files of a row go into a folder under a name: the path is parted at its last slash. */
function upload(pathOf: (node: N8nNode, context: N8nContext) => string): N8nRule {
  return (node, context): Draft => {
    told(context)
    if (textAt(node.params, 'fileContent') !== '') context.look('FOREIGN_FILE_CONTENT_TEXT')
    const path = withoutSlashes(pathOf(node, context))
    const end = lastSlash(path)
    const name = path.slice(end + 1)
    return { type: 'remote.upload', params: { folder: end <= 0 ? '.' : path.slice(0, end), ...(name === '' ? {} : { name: name.slice(0, 200) }), existing: 'replace' }, mode: 'all', ...accountIn('server', node) }
  }
}

/** Slashes inside an expression are none of the path. */
function lastSlash(path: string): number {
  return path.replace(/\{\{.*?\}\}/gs, (expression) => '·'.repeat(expression.length)).lastIndexOf('/')
}

function withoutSlashes(path: string): string {
  return path.replace(/^\/+|\/+$/g, '')
}
