import type { FormContext } from './form-context.js'

/** The context of a form that stands outside any flow: no rows, no expressions, only what is a secret. */
export function formWithoutData({ secrets, secretsSet }: Pick<FormContext, 'secrets' | 'secretsSet'>): FormContext {
  return {
    fieldsOf: () => [],
    suggestions: () => [],
    nameOf: () => null,
    preview: () => null,
    registerTarget: () => undefined,
    secrets,
    secretsSet,
    allowsExpressions: false,
  }
}
