'use client'

import { Container, Group, Stack, Text, Title } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import type { ReactNode } from 'react'
import classes from './page.module.css'

export interface PageProps {
  readonly title: string
  /** One line beneath the title. */
  readonly intro?: ReactNode
  /** At the right of the title: what is done most here. */
  readonly actions?: ReactNode
  /** Above the title: the way back. */
  readonly back?: ReactNode
  readonly children: ReactNode
}

/** An ordinary page: title, actions, content in a column of readable width. */
export function Page({ title, intro, actions, back, children }: PageProps) {
  useDocumentTitle(`${title} · Maillon`)
  return (
    <Container size={1280} w="100%" px={{ base: 'md', sm: 'xl' }} py={{ base: 'md', sm: 'xl' }}>
      <Stack gap="lg">
        <div>
          {back}
          <Group justify="space-between" align="flex-start" gap="md">
            <div className={classes.heading}>
              <Title order={1}>{title}</Title>
              {intro !== undefined && (
                <Text c="dimmed" mt={4} component="div">
                  {intro}
                </Text>
              )}
            </div>
            {actions !== undefined && <Group gap="sm">{actions}</Group>}
          </Group>
        </div>
        {children}
      </Stack>
    </Container>
  )
}
