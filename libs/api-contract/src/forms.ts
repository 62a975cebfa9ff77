export const formFieldTypes = ['text', 'long-text', 'email', 'number', 'date', 'boolean', 'choice', 'file'] as const
export type FormFieldType = (typeof formFieldTypes)[number]

export interface FormField {
  readonly name: string
  readonly label: string
  readonly type: FormFieldType
  readonly required: boolean
  readonly choices: readonly string[]
  /** Empty: none. */
  readonly help: string
}

/** A page that starts a flow when it is filled in. Texts are those that its author wrote. */
export interface FormView {
  readonly title: string
  readonly intro: string
  readonly fields: readonly FormField[]
  /** This is the draft's form: somebody waits for it to be sent, to try the flow. The page hands it back in the header `x-maillon-awaited`. Absent: the published one. */
  readonly awaited?: string
}

/** What the page shows once it was sent. Empty: the usual thanks. */
export interface FormSent {
  readonly thanks: string
}
