import type { AnswerForm, Json, Locale } from '@maillon/node-sdk'

const texts = {
  fr: { answer: 'Répondre', once: 'Ce lien vaut pour une seule réponse, jusqu’au', keep: 'Qui a ce lien peut répondre : ne le transférez qu’à bon escient.' },
  en: { answer: 'Answer', once: 'This link is good for a single answer, until', keep: 'Whoever has this link can answer: think before you forward it.' },
} as const

/** The message that asks for an approval: the question, the values, and one link to the page. */
export function approvalHtml(form: AnswerForm, about: { readonly page: string; readonly until: string; readonly locale: Locale }): string {
  const { answer, once, keep } = texts[about.locale]
  const paragraphs = (form.text ?? '').split(/\n{2,}/).filter((part) => part.trim() !== '')
  const rows = (form.fields ?? []).map(({ label, value }) => `<tr><td style="padding:2px 12px 2px 0">${escaped(label)}</td><td><strong>${escaped(shown(value))}</strong></td></tr>`)
  return [
    `<h2>${escaped(form.title)}</h2>`,
    ...paragraphs.map((part) => `<p>${escaped(part).replaceAll('\n', '<br>')}</p>`),
    ...(rows.length === 0 ? [] : [`<table>${rows.join('')}</table>`]),
    `<p><a href="${escaped(about.page)}" style="display:inline-block;padding:10px 18px;border:1px solid;border-radius:6px;text-decoration:none;font-weight:bold">${answer}</a></p>`,
    `<p><small>${once} ${escaped(about.until)}. ${keep}</small></p>`,
  ].join('\n')
}

function shown(value: Json): string {
  return typeof value === 'string' ? value : value === null ? '–' : JSON.stringify(value)
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
