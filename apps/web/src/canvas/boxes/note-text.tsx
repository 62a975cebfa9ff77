'use client'

import Markdown from 'react-markdown'
import classes from './note-box.module.css'

const allowed = ['p', 'strong', 'em', 'ul', 'ol', 'li', 'h1', 'h2', 'h3', 'h4', 'code', 'pre', 'blockquote', 'a', 'br', 'hr'] as const

/**
 * Markdown as elements. HTML inside it is left out, images are too (they would call other servers), and an address that is none of
 * http, https or mailto leads nowhere. Loaded with the first note.
 */
export function NoteText({ text }: { readonly text: string }) {
  return (
    <div className={classes.text}>
      <Markdown skipHtml unwrapDisallowed allowedElements={[...allowed]} urlTransform={safeAddress} components={{ a: ({ href, children }) => <a href={href} target="_blank" rel="noopener noreferrer nofollow" className="nodrag nopan">{children}</a> }}>
        {text}
      </Markdown>
    </div>
  )
}

function safeAddress(address: string): string | null {
  try {
    return ['http:', 'https:', 'mailto:'].includes(new URL(address).protocol) ? address : null
  } catch {
    return null
  }
}
