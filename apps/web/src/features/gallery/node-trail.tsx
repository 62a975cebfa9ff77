'use client'

import { Group, Text } from '@mantine/core'
import { IconChevronRight } from '@tabler/icons-react'
import type { FlowDocument } from '@maillon/flow-document'
import classes from './node-trail.module.css'

/** The steps of a flow by name, as they stand from left to right. */
export function NodeTrail({ document }: { readonly document: FlowDocument }) {
  const nodes = document.nodes.toSorted((a, b) => a.position.x - b.position.x || a.position.y - b.position.y)
  return (
    <Group gap={4} component="ol" className={classes.trail}>
      {nodes.map((node, index) => (
        <li key={node.id} className={classes.step}>
          <Text span size="xs" className={classes.name}>
            {node.name}
          </Text>
          {index < nodes.length - 1 && <IconChevronRight size={14} aria-hidden />}
        </li>
      ))}
    </Group>
  )
}
