import { fatalError, userError, type HttpRequest, type HttpResponse, type Json, type MaillonError } from '@maillon/node-sdk'
import type { HttpParams } from './http-params.js'
import { valueAt } from './read-answer.js'

export interface Page {
  readonly response: HttpResponse
  readonly json: Json
  /** Rows on this page. */
  readonly rows: number
}

/**
 * The request for the page after this one; null where this was the last.
 * Page numbers end at the first page without rows; links and cursors where there is no next one.
 */
export function nextRequest(request: HttpRequest, page: Page, params: HttpParams): HttpRequest | null {
  switch (params.paging) {
    case 'none':
      return null
    case 'link':
      return followLink(request, page.response)
    case 'page': {
      if (page.rows === 0) return null
      const current = new URL(request.url).searchParams.get(params.pageParam)
      return withQuery(request, params.pageParam, String(Number(current ?? params.firstPage) + 1))
    }
    case 'cursor': {
      const cursor = valueAtOrNull(page.json, params.cursorPath)
      if (cursor === null || cursor === '' || cursor === false) return null
      if (typeof cursor === 'object') throw badCursor()
      return withQuery(request, params.pageParam, String(cursor))
    }
  }
}

/** The first page's own number is sent too. */
export function firstRequest(request: HttpRequest, params: HttpParams): HttpRequest {
  return params.paging === 'page' ? withQuery(request, params.pageParam, String(params.firstPage)) : request
}

export function tooManyPages(maxPages: number): MaillonError {
  return userError({
    code: 'HTTP_PAGES_EXCEEDED',
    text: { fr: `Il reste des données après ${maxPages} pages.`, en: `There is more data after ${maxPages} pages.` },
    hint: { fr: 'Augmentez le nombre de pages, ou demandez moins de données.', en: 'Raise the number of pages, or ask for less data.' },
    field: '/maxPages',
  })
}

export function repeatedPage(): MaillonError {
  return userError({
    code: 'HTTP_PAGE_REPEATED',
    text: {
      fr: 'L’API renvoie deux fois la même page : elle ne tient pas compte du paramètre de page.',
      en: 'The API gives the same page twice: it ignores the page parameter.',
    },
    hint: { fr: 'Cherchez le nom de ce paramètre dans la documentation de l’API.', en: 'Look the name of this parameter up in the documentation of the API.' },
    field: '/pageParam',
  })
}

function withQuery(request: HttpRequest, name: string, value: string): HttpRequest {
  const url = new URL(request.url)
  url.searchParams.set(name, value)
  return { ...request, url: url.href }
}

function followLink(request: HttpRequest, response: HttpResponse): HttpRequest | null {
  const target = nextLink(response.headers['link'] ?? '')
  if (target === null) return null
  const url = URL.canParse(target, request.url) ? new URL(target, request.url) : null
  // The credential goes along: it may only go where the person sent it.
  if (url === null || url.origin !== new URL(request.url).origin) {
    throw fatalError({
      code: 'HTTP_LINK_ELSEWHERE',
      text: { fr: 'Le lien vers la page suivante mène à un autre serveur.', en: 'The link to the next page leads to another server.' },
      hint: {
        fr: 'Par prudence il n’est pas suivi. Choisissez une autre façon de lire les pages.',
        en: 'It is not followed, to be safe. Choose another way to read the pages.',
      },
      field: '/paging',
      details: target.slice(0, 500),
    })
  }
  return { ...request, url: url.href }
}

/** The address of `rel="next"` in a Link header (RFC 8288). */
export function nextLink(header: string): string | null {
  for (const match of header.matchAll(/<([^<>]*)>([^<]*)/g)) {
    const relations = /;\s*rel\s*=\s*"?([^";,]*)"?/i.exec(match[2] ?? '')?.[1] ?? ''
    if (relations.toLowerCase().split(/\s+/).includes('next')) return match[1] ?? null
  }
  return null
}

function valueAtOrNull(json: Json, path: string): Json {
  try {
    return valueAt(json, path, '/cursorPath')
  } catch {
    // The last page usually has no cursor at all.
    return null
  }
}

function badCursor(): MaillonError {
  return userError({
    code: 'HTTP_CURSOR_INVALID',
    text: { fr: 'Ce qui se trouve à cet endroit de la réponse n’est pas un curseur.', en: 'What stands at this place of the answer is not a cursor.' },
    field: '/cursorPath',
  })
}
