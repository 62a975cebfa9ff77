/** One route: where it is, and (as types only) what goes in and comes out. */
export interface Route<Params extends string, Query, Body, Answer> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** With `:name` for each of `Params`. */
  readonly path: string
  readonly types?: { readonly params: Params; readonly query: Query; readonly body: Body; readonly answer: Answer }
}

export function route<Params extends string = never, Query = undefined, Body = undefined, Answer = undefined>(method: Route<Params, Query, Body, Answer>['method'], path: string): Route<Params, Query, Body, Answer> {
  return { method, path }
}
