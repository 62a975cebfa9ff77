import { Skeleton, Stack } from '@mantine/core'

/** Holds the place of a list while it is read. */
export function LoadingLines({ count = 4 }: { readonly count?: number }) {
  return (
    <Stack gap="sm" aria-hidden>
      {Array.from({ length: count }, (_, index) => (
        <Skeleton key={index} height={44} radius="md" />
      ))}
    </Stack>
  )
}
