import { catalogueOf, type NodeDescriptor } from '@maillon/node-contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arbitraryFlow } from '../test-kit/arbitrary-flow.js'
import { canonicalText } from './canonical-text.js'
import { diffFlows } from './diff-flows.js'
import { emptyFlow } from './empty-flow.js'
import type { FlowDocument, FlowNode } from './flow-document.js'

const node = (id: string, more: Partial<FlowNode> = {}): FlowNode => ({ id, type: 't.mail', version: 1, name: id, position: { x: 0, y: 0 }, params: {}, ...more })
const flow = (nodes: readonly FlowNode[], more: Partial<FlowDocument> = {}): FlowDocument => ({ ...emptyFlow('f', 'Rapport'), nodes, ...more })
const label = (fr: string, en: string) => ({ 'x-maillon': { label: { fr, en } } })

const mail: NodeDescriptor = {
  type: 't.mail', version: 1, title: { fr: 'Courriel', en: 'Mail' }, description: { fr: '', en: '' }, keywords: { fr: [], en: [] }, icon: 'x', group: 'mail',
  params: {
    type: 'object',
    properties: {
      subject: { type: 'string', ...label('Objet', 'Subject') },
      level: { enum: ['low', 'high'], 'x-maillon': { label: { fr: 'Priorité', en: 'Priority' }, choices: { low: { fr: 'basse', en: 'low' }, high: { fr: 'haute', en: 'high' } } } },
      to: { type: 'array', ...label('Destinataires', 'Recipients'), items: { type: 'object', properties: { name: { type: 'string', ...label('Nom', 'Name') } } } },
      when: { type: 'object', 'x-maillon': { label: { fr: 'Quand', en: 'When' }, widget: 'schedule' } },
    },
  },
  inputs: [], outputs: [], modes: ['all'], effects: 'none', light: false, runOnEmpty: false, keepsRows: false, credentials: [], outputShapes: {}, timeoutMs: 1, examples: [], words: { fr: '', en: '' },
}
const catalogue = catalogueOf([mail])
const spoken = (text: string) => text.replaceAll('\u00a0', ' ')
const told = (before: FlowDocument, after: FlowDocument, language: 'fr' | 'en' = 'fr') => diffFlows(before, after, { catalogue }).map((change) => spoken(change.text[language]))

describe('the difference between two versions', () => {
  it('is empty exactly where the canonical texts are the same', () => {
    fc.assert(
      fc.property(arbitraryFlow, arbitraryFlow, (a, b) => {
        expect(diffFlows(a, a)).toEqual([])
        expect(diffFlows(a, structuredClone(a))).toEqual([])
        expect(diffFlows(a, b).length === 0).toBe(canonicalText(a) === canonicalText(b))
      }),
    )
  })

  it('is told in both languages, each change with no gap in its sentence', () => {
    fc.assert(
      fc.property(arbitraryFlow, arbitraryFlow, (a, b) => {
        for (const change of diffFlows(a, b)) for (const text of [change.text.fr, change.text.en]) expect(text).not.toMatch(/undefined|\[object/)
      }),
    )
  })

  it('names parameters and choices as the screen does', () => {
    const before = flow([node('m', { name: 'Envoyer', params: { subject: 'Ventes', level: 'low', to: [{ name: 'Anne' }], when: { every: 'day', at: '08:00' } } })])
    const after = flow([node('m', { name: 'Envoyer', params: { subject: 'Bilan', level: 'high', to: [{ name: 'Zoé' }], when: { every: 'day', at: '07:30' } } })])
    expect(told(before, after)).toEqual([
      '« Envoyer » : Objet : « Bilan » au lieu de « Ventes »',
      '« Envoyer » : Priorité : « haute » au lieu de « basse »',
      '« Envoyer » : Destinataires › 1 › Nom : « Zoé » au lieu de « Anne »',
      '« Envoyer » : Quand : « Tous les jours à 07:30 » au lieu de « Tous les jours à 08:00 »',
    ])
    expect(told(before, after, 'en')[3]).toBe('“Envoyer”: When: “Every day at 07:30” instead of “Every day at 08:00”')
    expect(diffFlows(before, after)[2]?.path).toBe('/to/0/name')
  })

  it('tells what came, went, was connected, switched off or only moved', () => {
    const before = flow([node('a'), node('b'), node('c')], { edges: [{ from: 'a.main', to: 'b.main' }] })
    const after = flow([node('a', { disabled: true }), node('b', { position: { x: 9, y: 9 } }), node('d')], { edges: [{ from: 'a.error', to: 'd.main' }], settings: { priority: 1 } })
    expect(told(before, after)).toEqual([
      'La priorité : 1',
      '« a » : désactivée',
      '« b » : déplacée',
      '« d » : ajoutée',
      '« c » : supprimée',
      '« a » (error) est relié à « d »',
      '« a » n’est plus relié à « b »',
    ])
    expect(diffFlows(before, after).filter((change) => change.isCosmetic).map((change) => change.kind)).toEqual(['node-moved'])
  })

  it('names what came into a list and what left it, wherever it stands in it', () => {
    const to = (...names: string[]) => flow([node('m', { name: 'Envoyer', params: { to: names.map((name) => ({ name })) } })])
    expect(told(to('Anne', 'Luc'), to('Anne', 'Zoé', 'Luc'))).toEqual(['« Envoyer » : Destinataires : « Zoé » ajouté'])
    expect(told(to('Anne', 'Luc'), to('Luc'), 'en')).toEqual(['“Envoyer”: Recipients: “Anne” removed'])
    expect(told(to('Anne', 'Luc'), to('Ève', 'Luc', 'Max'))).toEqual(['« Envoyer » : Destinataires : « Max » ajouté', '« Envoyer » : Destinataires › 1 › Nom : « Ève » au lieu de « Anne »'])
  })

  it('says of a new step what it does, where its type is known', () => {
    const sending = catalogueOf([{ ...mail, words: { fr: 'envoie « {{subject}} »', en: 'sends “{{subject}}”' } }])
    const [added] = diffFlows(flow([]), flow([node('m', { name: 'Prévenir', params: { subject: 'Retards' } })]), { catalogue: sending })
    expect(spoken(added?.text.fr ?? '')).toBe('« Prévenir » : ajoutée, envoie « Retards »')
    expect(added?.text.en).toBe('“Prévenir”: added, sends “Retards”')
  })

  it('counts tags as no change of what the flow does', () => {
    const tagged = (...tags: string[]) => flow([], { settings: { tags } })
    expect(told(tagged('Compta'), tagged('Compta', 'Fin de mois'))).toEqual(['Les étiquettes : « Compta, Fin de mois » au lieu de « Compta »'])
    expect(diffFlows(tagged('Compta'), flow([]))).toMatchObject([{ kind: 'setting-changed', isCosmetic: true }])
  })

  it('names the flow that is started on failure, with its id where the names are the same', () => {
    const failing = (id: string) => flow([], { settings: { errorFlow: { id, name: 'Alerte' } } })
    expect(told(failing('e1'), failing('e1'))).toEqual([])
    expect(told(failing('e1'), failing('e2'))).toEqual(['Le flux lancé en cas d’échec : « Alerte (e2) » au lieu de « Alerte (e1) »'])
  })
})
