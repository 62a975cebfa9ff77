const byEnding: ReadonlyMap<string, string> = new Map([
  ['csv', 'text/csv'], ['txt', 'text/plain'], ['json', 'application/json'], ['xml', 'application/xml'], ['html', 'text/html'], ['pdf', 'application/pdf'], ['zip', 'application/zip'],
  ['xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'], ['xls', 'application/vnd.ms-excel'], ['ods', 'application/vnd.oasis.opendocument.spreadsheet'],
  ['docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'], ['png', 'image/png'], ['jpg', 'image/jpeg'], ['jpeg', 'image/jpeg'], ['gif', 'image/gif'], ['eml', 'message/rfc822'],
])

/** By the ending of the name, which is all that a file server tells. */
export function mediaTypeOf(name: string): string {
  return byEnding.get(name.slice(name.lastIndexOf('.') + 1).toLowerCase()) ?? 'application/octet-stream'
}
