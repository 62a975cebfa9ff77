import { Code } from '@mantine/core'
import type { Json } from '@maillon/kernel'

const longest = 200_000

export function JsonText({ value }: { readonly value: Json }) {
  const text = JSON.stringify(value, null, 2)
  return (
    <Code block mah={440} style={{ overflow: 'auto' }} tabIndex={0}>
      {text.length > longest ? `${text.slice(0, longest)}…` : text}
    </Code>
  )
}
