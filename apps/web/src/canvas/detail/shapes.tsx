'use client'

import { ViewportPortal } from '@xyflow/react'
import { memo, useMemo } from 'react'
import type { StepView } from '@maillon/api-contract'
import { parseEndpoint } from '@maillon/flow-document'
import { lineStateOf } from '../line-state.js'
import { useSteps } from '../node-facts.js'
import type { BoxShape, LineShape, Shape } from './shapes-of.js'
import type { Made } from './use-made.js'
import classes from './shapes.module.css'

/** What of a large flow isn't made yet, in a few paths: nothing has to be made for a movement of the view. */
export const Shapes = memo(function Shapes({ shapes, ids }: Made) {
  const parts = useMemo(() => partsOf([...shapes.values()]), [shapes])
  const steps = useSteps()
  const shown = parts.map((part) => part.filter(({ id }) => !ids.has(id)))
  return (
    <ViewportPortal>
      <svg className={classes.shapes} width={1} height={1} aria-hidden>
        {shown.map((part, index) => <Lines key={index} drawn={toned(part.filter((shape) => shape.kind === 'line'), (line) => lineTone(line, steps))} />)}
        {shown.map((part, index) => <Boxes key={index} drawn={toned(part.filter((shape) => shape.kind === 'box'), (box) => steps.get(box.id)?.status ?? (box.isDisabled ? 'disabled' : ''))} />)}
      </svg>
    </ViewportPortal>
  )
})

/** How its step stands, as the style names it. */
interface Toned<S> {
  readonly shape: S
  readonly tone: string
}

interface PartProps<S> {
  readonly drawn: readonly Toned<S>[]
}

/** Drawn anew only where something in it was made, given back, or has come on. */
function isSamePart<S>(one: PartProps<S>, other: PartProps<S>): boolean {
  return one.drawn.length === other.drawn.length && one.drawn.every(({ shape, tone }, at) => shape === other.drawn[at]?.shape && tone === other.drawn[at].tone)
}

const Lines = memo(function Lines({ drawn }: PartProps<LineShape>) {
  return byTone(drawn).map(([tone, lines]) => <path key={tone} className={classes.line} data-tone={tone} d={lines.map(({ path }) => path).join('')} />)
}, isSamePart)

const Boxes = memo(function Boxes({ drawn }: PartProps<BoxShape>) {
  return byTone(drawn).map(([tone, boxes]) => (
    <g key={tone} className={classes.boxes} data-tone={tone}>
      <path className={classes.box} d={boxes.map(({ outline }) => outline).join('')} />
      <path className={classes.name} d={boxes.map(({ name }) => name).join('')} />
      {[...new Set(boxes.map(({ color }) => color))].map((one) => (
        <path key={one} fill={`var(--mantine-color-${one}-light)`} d={boxes.map(({ color, icon }) => (color === one ? icon : '')).join('')} />
      ))}
    </g>
  ))
}, isSamePart)

function toned<S extends Shape>(shapes: readonly S[], toneOf: (shape: S) => string): readonly Toned<S>[] {
  return shapes.map((shape) => ({ shape, tone: toneOf(shape) }))
}

function lineTone({ from }: LineShape, steps: ReadonlyMap<string, StepView>): string {
  const { isAlive, isDead, isFailed } = lineStateOf(from, steps.get(parseEndpoint(from)?.node ?? ''))
  return isDead ? 'dead' : isAlive ? (isFailed ? 'failed' : 'alive') : ''
}

function byTone<S>(drawn: readonly Toned<S>[]): readonly (readonly [tone: string, shapes: readonly S[]])[] {
  return [...new Set(drawn.map(({ tone }) => tone))].map((one) => [one, drawn.flatMap(({ shape, tone }) => (tone === one ? [shape] : []))])
}

/** What stands near each other, so that only what is in view is drawn, and little of it anew. */
const partSize = { width: 1408, height: 640 } as const

function partsOf(shapes: readonly Shape[]): readonly (readonly Shape[])[] {
  const parts = new Map<string, Shape[]>()
  for (const shape of shapes) {
    const place = `${Math.floor(shape.box.x / partSize.width)} ${Math.floor(shape.box.y / partSize.height)}`
    const known = parts.get(place)
    if (known === undefined) parts.set(place, [shape])
    else known.push(shape)
  }
  return [...parts.values()]
}
