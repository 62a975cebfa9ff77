/** Two links of a chain. Decorative: the name stands beside it. */
export function Logo({ size }: { readonly size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden>
      <rect width="32" height="32" rx="8" fill="var(--mantine-primary-color-filled)" />
      <g fill="none" stroke="#fff" strokeWidth="2.6">
        <rect x="5.5" y="11" width="12" height="10" rx="5" />
        <rect x="14.5" y="11" width="12" height="10" rx="5" />
      </g>
    </svg>
  )
}
