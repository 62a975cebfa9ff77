import { describe, expect, it } from 'vitest'
import { insertExpression } from './insert-expression.js'

/** `|` is the caret; `<…>` what is selected. */
function into(marked: string, expression: string): string {
  const start = marked.search(/[|<]/)
  const end = marked.includes('<') ? marked.indexOf('>') - 1 : start
  const { text, caret } = insertExpression(marked.replaceAll(/[|<>]/g, ''), { start, end }, expression)
  return `${text.slice(0, caret)}|${text.slice(caret)}`
}

describe('an expression that is put into a text', () => {
  it.each([
    ['|', '{{item.price}}|'],
    ['Total: | €', 'Total: {{item.price}}| €'],
    ['<old> €', '{{item.price}}| €'],
    ['{{item.a}} |', '{{item.a}} {{item.price}}|'],
  ])('stands where the caret is: %s', (before, after) => expect(into(before, '{{item.price}}')).toBe(after))

  it.each([
    ['{{|', '{{item.price}}|'],
    ['{{|}}', '{{item.price}}|'],
    ['{{item.pr|', '{{item.price}}|'],
    ['Total: {{it| €', 'Total: {{item.price}}| €'],
    ['{{item.a|}} €', '{{item.price}}| €'],
    ['{{{{|', '{{item.price}}|'],
  ])('takes the place of an open one instead of nesting in it: %s', (before, after) => expect(into(before, '{{item.price}}')).toBe(after))

  it.each([
    ['{{round |}}', '{{round item.price|}}'],
    ['{{round item.a |}}', '{{round item.a item.price|}}'],
    ['{{add (round item.a) |', '{{add (round item.a) item.price|}}'],
    ['{{round item.a|}} €', '{{round item.a item.price|}} €'],
  ])('becomes a value of the call that is being written: %s', (before, after) => expect(into(before, '{{item.price}}')).toBe(after))

  it('is put in parentheses where it is a call itself', () => {
    expect(into('{{sum |}}', '{{map nodes.prix.all "montant"}}')).toBe('{{sum (map nodes.prix.all "montant")|}}')
    expect(into('{{round |}}', '{{item.[Prix unitaire]}}')).toBe('{{round item.[Prix unitaire]|}}')
  })
})
