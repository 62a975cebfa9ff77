import { isJsonObject, type JsonObject } from '@maillon/kernel'
import { argumentOf } from '../../condition-rules.js'
import type { Draft } from '../../conversion.js'
import { at, firstText, numberAt, textAt } from '../n8n-node.js'
import { byOperation, type N8nRule, type N8nRules } from '../n8n-rule.js'
import { apiDraft, apiNode, inPath, type ApiCall, type ApiPlace } from './api-call.js'

const files = 'https://www.googleapis.com/drive/v3/files'
const folderType = 'application/vnd.google-apps.folder'

const rule = (make: (place: ApiPlace) => ApiCall): N8nRule => (node, context) => {
  const place: ApiPlace = { service: 'Google Drive', node, context }
  return apiDraft(place, make(place))
}

const remove = (param: string) => rule((place) => ({ method: 'DELETE', url: `${files}/${inPath(idAt(place, param))}`, response: 'text' }))

/** Google Drive, by its web interface. */
export const googleDriveRules: N8nRules = {
  googleDrive: byOperation(
    {
      'file download': rule((place) => ({ url: `${files}/${inPath(idAt(place, 'fileId'))}`, query: { alt: 'media' }, response: 'file' })),
      'file upload': (node, context) => upload({ service: 'Google Drive', node, context }),
      'file move': rule((place) => ({ method: 'PATCH', url: `${files}/${inPath(idAt(place, 'fileId'))}`, query: { addParents: idAt(place, 'folderId') }, json: {} })),
      'file copy': rule((place) => ({ method: 'POST', url: `${files}/${inPath(idAt(place, 'fileId'))}/copy`, json: named(place) })),
      'file share': rule((place) => ({ method: 'POST', url: `${files}/${inPath(idAt(place, 'fileId'))}/permissions`, json: permission(place) })),
      'file update': rule((place) => ({ method: 'PATCH', url: `${files}/${inPath(idAt(place, 'fileId'))}`, json: { name: place.context.text(at(place.node.params, 'newUpdatedFileName')) } })),
      'file deleteFile': remove('fileId'),
      'folder deleteFolder': remove('folderNoRootId'),
      'folder create': rule((place) => ({ method: 'POST', url: files, json: { ...named(place), mimeType: folderType } })),
      'folder share': rule((place) => ({ method: 'POST', url: `${files}/${inPath(idAt(place, 'folderNoRootId'))}/permissions`, json: permission(place) })),
      'fileFolder search': rule(search),
    },
    { resource: 'file', operation: 'upload' },
  ),
}

/** Of a file or folder that was chosen by its id, its address or from a list. */
function idAt({ node, context }: ApiPlace, name: string): string {
  const given = at(node.params, name)
  const text = context.text(isJsonObject(given) ? at(given, 'value') : given)
  return /\/(?:d|folders)\/([\w-]{10,})/.exec(text.includes('{{') ? '' : text)?.[1] ?? text
}

/** What something is to be called, and where it is to stand; "root" is where things stand anyway. */
function named(place: ApiPlace): JsonObject {
  const name = place.context.text(at(place.node.params, 'name'))
  const folder = idAt(place, 'folderId')
  return { ...(name === '' ? {} : { name }), ...(folder === '' || folder === 'root' ? {} : { parents: [folder] }) }
}

/** The content first, then its name and its place. */
function upload(place: ApiPlace): Draft {
  const { node, context } = place
  const { parents, ...name } = named(place)
  const sent = apiDraft(place, {
    method: 'POST', url: 'https://www.googleapis.com/upload/drive/v3/files', query: { uploadType: 'media' },
    file: context.plain(firstText(node.params, 'inputDataFieldName', 'binaryPropertyName'), 'data'),
  })
  if (name['name'] === undefined && parents === undefined) return sent
  return { ...sent, after: [apiNode(place, { method: 'PATCH', url: `${files}/{{item.id}}`, query: { addParents: Array.isArray(parents) ? parents[0] : undefined }, json: name })] }
}

function permission({ node, context }: ApiPlace): JsonObject {
  const given = at(node.params, 'permissionsUi', 'permissionsValues')
  const [role, type, emailAddress] = ['role', 'type', 'emailAddress'].map((name) => context.text(at(given, name)))
  return { role: role || 'reader', type: type || 'anyone', ...(emailAddress === undefined || emailAddress === '' ? {} : { emailAddress }) }
}

function search(place: ApiPlace): ApiCall {
  const { params } = place.node
  return {
    url: files,
    query: { q: searchText(place), pageSize: at(params, 'returnAll') === true ? 1000 : (numberAt(params, 'limit') ?? 50) },
    itemsPath: 'files',
    ...(at(params, 'returnAll') === true ? { paging: { param: 'pageToken', path: 'nextPageToken' } } : {}),
  }
}

function searchText(place: ApiPlace): string {
  const { node, context } = place
  const words = context.text(at(node.params, 'queryString'))
  const isQuery = textAt(node.params, 'searchMethod') === 'query'
  const folder = idAt({ ...place, node: { ...node, params: { folderId: at(node.params, 'filter', 'folderId') ?? '' } } }, 'folderId')
  const parts = [
    words === '' ? '' : isQuery ? words : `name contains '${escaped(words)}'`,
    folder === '' ? '' : `'${folder}' in parents`,
    'trashed = false',
  ]
  return parts.filter((part) => part !== '').join(' and ')
}

/** A quote inside a name would end it. */
function escaped(words: string): string {
  if (!words.includes('{{')) return words.replaceAll('\\', '\\\\').replaceAll("'", "\\'")
  const whole = argumentOf(words)
  return whole === null || words.includes('fromN8n') ? words : `{{replace ${whole} "'" " "}}`
}
