'use client'

import { useFormSurroundings } from './form-surroundings.js'
import { readableSource, templateParts } from './template-parts.js'
import classes from './schema-form.module.css'

/** A template as people read it, drawn over the input at rest; the input keeps the text for screen readers. */
export function ExpressionChips({ text, size }: { readonly text: string; readonly size: 'xs' | 'sm' }) {
  const { context } = useFormSurroundings()
  return (
    <div aria-hidden className={classes.chips} data-size={size}>
      {templateParts(text).map((part, index) =>
        part.kind === 'text' ? (
          // The same text may stand twice: only the place tells parts apart.
          <span key={index} className={classes.between}>
            {part.text}
          </span>
        ) : (
          <span key={index} className={classes.chip} title={part.source}>
            {readableSource(part.source, context.nameOf)}
          </span>
        ),
      )}
    </div>
  )
}
