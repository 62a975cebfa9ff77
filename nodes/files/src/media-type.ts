const types: ReadonlyMap<string, string> = new Map([
  ['csv', 'text/csv'], ['txt', 'text/plain'], ['json', 'application/json'], ['xml', 'application/xml'], ['html', 'text/html'], ['pdf', 'application/pdf'], ['zip', 'application/zip'], ['png', 'image/png'], ['jpg', 'image/jpeg'],
  ['jpeg', 'image/jpeg'], ['xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'], ['xls', 'application/vnd.ms-excel'], ['docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
])

/** By the ending of a name; what a file really is, its reader finds out. */
export function mediaTypeOf(name: string): string {
  return types.get(name.split('.').at(-1)?.toLowerCase() ?? '') ?? 'application/octet-stream'
}
