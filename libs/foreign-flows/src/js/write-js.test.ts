import { evaluate, parseExpression, scopeWith } from '@maillon/expressions'
import { expect, it } from 'vitest'
import { asExpression } from '../expression-text.js'
import { n8nRoots } from '../n8n/n8n-roots.js'

const nodeNamed = (name: string) => (name === 'Form' ? { id: 'form', port: 'main', isSingle: true } : name === 'Rows' ? { id: 'rows', port: 'main', isSingle: false } : null)
const roots = n8nRoots({ nodeNamed, previous: { id: 'before', port: 'true', isSingle: false }, row: 'item' })
const item = { name: ' Zoé Martin ', city: 'Évry', price: 12.5, count: 3, list: ['a', 'b'], 'Prix HT': 10, deep: { 'a b': [{ x: 1 }] }, paid: true, none: null, zero: 0, empty: '' }

function valueOf(source: string): unknown {
  const text = asExpression(source, roots)
  const parsed = parseExpression(text)
  if (text === null || !parsed.ok) return `untranslated ${source}`
  const result = evaluate(parsed.value, scopeWith({ item, now: '2026-11-21T10:30:00.000Z' } as never))
  return result.ok ? result.value : result
}

it.each([
  ['$json.price * 2 + 1', 26], ['$json["Prix HT"] / 4', 2.5], ['$json.deep["a b"][0].x', 1], ['$json.list[1]', 'b'], ['$json.list.length', 2], ['$json.name.trim()', 'Zoé Martin'],
  ['$json.city.toUpperCase() + "!"', 'ÉVRY!'], ['`${$json.city} (${$json.count})`', 'Évry (3)'], ['$json.count > 2 ? "many" : "few"', 'many'], ['$json.paid && $json.count >= 3', true], ['!$json.paid', false],
  ['$json.zero || "none"', 'none'], ['$json.missing || "none"', 'none'], ['$json.none ?? "x"', 'x'], ['$json.empty ?? "x"', ''], ['$json.deep?.missing', null], ['$json.missing === undefined', true], ['$json.city.includes("v")', true],
  ['$json.name.replaceAll(" ", "")', 'ZoéMartin'], ['$json.name.replace(/\\s+/g, "-")', '-Zoé-Martin-'], ['/^É/.test($json.city)', true], ['$json.name.trim().split(" ")[1]', 'Martin'], ['Math.round($json.price)', 13], ['Math.max($json.count, 7)', 7],
  ['$json.list.join(" / ")', 'a / b'], ['$json.list.join()', 'a,b'], ['$now.toFormat("yyyy-MM-dd")', '2026-11-21'], ['$now.minus({ days: 1, hours: 2 }).toISODate()', '2026-11-20'], ['$now.plus(1, "month").toFormat("MM")', '12'], ['new Date().toISOString()', '2026-11-21T10:30:00.000Z'],
  ['$now.toMillis()', 1_795_257_000_000], ['"a\\"b"', 'a"b'], ['"C:\\\\x" + $json.count', 'C:\\x3'], ['-$json.count', -3], ['$json.price % 2', 0.5],
])('%s means the same here', (source, expected) => {
  expect(valueOf(source)).toEqual(expected)
})

it.each([
  ['$("Form").item.json.email', '{{nodes.form.first.email}}'], ['$("Rows").item.json.id', '{{nodes.rows.same.id}}'], ['$node["Rows"].json["a b"]', '{{nodes.rows.same.[a b]}}'], ['$("Rows").all()[2].json.id', '{{nodes.rows.all.[2].id}}'],
  ['$input.first().json.x', '{{nodes.before.ports.true.first.x}}'], ['$input.all().length', '{{count nodes.before.ports.true.all}}'], ['$vars.site', '{{variables.site}}'], ['$execution.id', '{{run.id}}'], ['$itemIndex', '{{index}}'],
])('%s names the same rows', (source, expected) => {
  expect(asExpression(source, roots)).toBe(expected)
})

it.each([
  // A text or a number: JavaScript decides while it runs.
  '$json.a + $json.b', '$json.list.map((one) => one.x)', '$json.name.replace("a", "b")', '$json.name.slice(-3)', '$("Nobody").item.json.x', '$env.SECRET', '$json.list.filter(x => x > 1)', 'Object.keys($json)', '$json.x = 3', 'await fetch("x")',
  '$now.toFormat("DD")', '$json.price.toFixed(2)', '$input.all()', '(function () { return 1 })()', '$json["a]b"]', '"ends with \\\\"', '$json.a['.repeat(80), '('.repeat(5000),
])('what has no exact counterpart is not translated: %s', (source) => {
  expect(asExpression(source, roots)).toBeNull()
})
