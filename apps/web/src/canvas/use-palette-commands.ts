'use client'

import { useReactFlow } from '@xyflow/react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useOfferCommands, type PageCommands } from '../shell/page-commands.js'
import { shownModifier } from '../shell/shown-modifier.js'
import { canvasCommands, shownKeys, type CanvasCommand, type Shortcut } from './canvas-keys.js'
import { useEditor } from './editor-context.js'
import { goToBox } from './go-to-box.js'
import type { SidePanel } from './side-panels.js'

/** Panels that no key opens. */
const panels = ['findings', 'runs', 'words', 'versions', 'tests', 'settings'] as const

/** The commands of the canvas, its panels and its steps in the command palette. */
export function usePaletteCommands(command: (command: CanvasCommand) => void, onPanel: (panel: SidePanel) => void): void {
  const { t } = useTranslation('canvas')
  const flow = useReactFlow()
  const nodes = useEditor((state) => state.document.nodes)
  useOfferCommands(
    useMemo<readonly PageCommands[]>(
      () => [
        {
          group: t('palette.commands'),
          commands: [
            ...canvasCommands.map((name) => ({ id: `canvas-${name}`, label: t(`command.${name}`), ...(name in shownKeys ? { keys: shownKeys[name as Shortcut].replace('Mod', shownModifier()) } : {}), run: () => command(name) })),
            ...panels.map((panel) => ({ id: `panel-${panel}`, label: t(`side.${panel}`), run: () => onPanel(panel) })),
          ],
        },
        { group: t('palette.steps'), commands: nodes.map(({ id, name, type }) => ({ id: `step-${id}`, label: name, description: type, run: () => goToBox(flow, id) })) },
      ],
      // `command` reads what it needs when it is called.
      // eslint-disable-next-line react-hooks/exhaustive-deps
      [t, flow, nodes, onPanel],
    ),
  )
}
