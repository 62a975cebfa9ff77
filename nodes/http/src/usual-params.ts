import type { HttpParams } from './http-params.js'

/** What `http.request` would be asked with none of its parameters given. */
export const usualParams: HttpParams = {
  method: 'GET',
  url: '',
  query: [],
  headers: [],
  bodyKind: 'none',
  form: [],
  text: '',
  file: 'file',
  parts: [],
  response: 'json',
  itemsPath: '',
  paging: 'none',
  pageParam: 'page',
  firstPage: 1,
  cursorPath: 'next',
  maxPages: 100,
  onStatus: 'fail',
  repeat: 'once',
  ifUnknown: 'stop',
  perMinute: 0,
  timeoutSeconds: 60,
  maxMegabytes: 50,
}
