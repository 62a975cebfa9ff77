/** A document comes from outside: what is beyond these is refused or left out, and said. */
export const openApiLimits = {
  /** Characters of the whole text. */
  text: 10_000_000,
  /** Of one written in YAML, which takes seconds for each million. */
  yamlText: 2_000_000,
  depth: 64,
  /** JSON values in it. */
  values: 500_000,
  operations: 1000,
  /** Of one operation, and properties of one object. */
  parameters: 100,
  choices: 200,
  /** Objects inside objects of a parameter; deeper ones are plain JSON. */
  nesting: 6,
  /** Schemas drawn for one operation, and for a document: references can multiply without end. What is beyond is plain JSON. */
  schemas: 500,
  schemasOfDocument: 100_000,
  /** Of a title; a description may have five times as many. */
  title: 80,
} as const
