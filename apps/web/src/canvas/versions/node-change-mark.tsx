'use client'

import { IconMinus, IconPencil, IconPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useChangeOf } from './change-context.js'
import classes from './changes.module.css'
import type { ChangeMark } from './compare-documents.js'

const icons = { added: IconPlus, removed: IconMinus, changed: IconPencil } as const satisfies Record<ChangeMark, unknown>

/** Around a box: that it was added, removed or changed between the two versions that are shown. Nothing otherwise. */
export function NodeChangeMark({ node }: { readonly node: string }) {
  const { t } = useTranslation('versions')
  const change = useChangeOf(node)
  if (change === undefined) return null
  const Icon = icons[change]
  return (
    <div className={classes.mark} data-change={change} data-testid={`change-${node}`}>
      <span className={classes.word}>
        <Icon size={12} aria-hidden />
        {t(`mark.${change}`)}
      </span>
    </div>
  )
}
