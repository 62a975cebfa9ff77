import { expressionProblemCodes } from '@maillon/expressions'
import { scheduleProblemCodes } from '@maillon/schedule'
import { expect, it } from 'vitest'
import { expressionsMessages } from './expressions.js'
import { scheduleMessages } from './schedule.js'

it('has a text for every problem of an expression, and none for what can’t happen', () => {
  expect(Object.keys(expressionsMessages).sort()).toEqual([...expressionProblemCodes].sort())
})

it('has a text for every problem of a schedule, and none for what can’t happen', () => {
  expect(Object.keys(scheduleMessages).sort()).toEqual([...scheduleProblemCodes].sort())
})
