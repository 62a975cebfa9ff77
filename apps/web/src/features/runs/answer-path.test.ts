import { describe, expect, it } from 'vitest'
import { answerPath } from './answer-path.js'

describe('the page of a question', () => {
  it('is found in the line that tells it, in both languages', () => {
    expect(answerPath('Réponse attendue ici : https://maillon.example.org/answers/WyJ4Il0.ab_c-1')).toBe('/answer/?token=WyJ4Il0.ab_c-1')
    expect(answerPath('Waiting for an answer here: http://localhost:5555/answers/abc')).toBe('/answer/?token=abc')
  })

  it('is never a page of somebody else, nor the address that programs answer', () => {
    expect(answerPath('see https://evil.example/answers/x"><script>')).toBe('/answer/?token=x')
    expect(answerPath('POST https://maillon.example.org/api/answers/abc')).toBeNull()
    expect(answerPath('javascript:alert(1)')).toBeNull()
  })
})
