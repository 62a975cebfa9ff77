'use client'

import { JsonInput, NumberInput, Radio, Select, Stack, Switch, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { errorChoices, type ErrorChoice, type FlowNode, type NodeChange, type RetrySettings, type WaitPolicy } from '@maillon/flow-document'
import { isJsonObject, parseOutsideJson, type JsonObject } from '@maillon/kernel'
import type { NodeDescriptor, NodeMode } from '@maillon/node-contract'
import { LookAgainOptions } from './settings/look-again-options.js'

export interface NodeOptionsProps {
  readonly node: FlowNode
  readonly descriptor: NodeDescriptor
  readonly onChange: (change: NodeChange) => void
  readonly isReadOnly: boolean
}

/** What every node has beside its parameters: how it works through rows, what happens when something fails, how long it may take. */
export function NodeOptions({ node, descriptor, onChange, isReadOnly }: NodeOptionsProps) {
  const { t } = useTranslation('canvas')
  return (
    <Stack gap="lg">
      <Switch label={t('options.disabled')} description={t('options.disabledHelp')} checked={node.disabled === true} disabled={isReadOnly} onChange={(event) => onChange({ disabled: event.currentTarget.checked ? true : null })} />
      {descriptor.modes.length > 1 && (
        <Radio.Group label={t('options.mode')} value={node.mode ?? descriptor.modes[0] ?? null} onChange={(mode) => onChange({ mode: mode as NodeMode })}>
          <Stack gap={6} mt={6}>
            {descriptor.modes.map((mode) => (
              <Radio key={mode} value={mode} label={t(`mode.${mode}`)} disabled={isReadOnly} />
            ))}
          </Stack>
        </Radio.Group>
      )}
      <ErrorOptions node={node} onChange={onChange} isReadOnly={isReadOnly} />
      {descriptor.trigger === undefined && descriptor.construct === undefined && <LookAgainOptions node={node} onChange={onChange} isReadOnly={isReadOnly} />}
      {descriptor.trigger === undefined && <RetryOptions node={node} onChange={onChange} isReadOnly={isReadOnly} />}
      {descriptor.trigger === undefined && (
        <NumberInput
          label={t('options.timeout')}
          description={t('options.timeoutHelp', { seconds: descriptor.timeoutMs / 1000 })}
          suffix=" s"
          min={1}
          max={86_400}
          value={node.timeoutMs === undefined ? '' : node.timeoutMs / 1000}
          readOnly={isReadOnly}
          onChange={(value) => onChange({ timeoutMs: typeof value === 'number' && value > 0 ? value * 1000 : null })}
        />
      )}
    </Stack>
  )
}

type Part = Pick<NodeOptionsProps, 'node' | 'onChange' | 'isReadOnly'>

function ErrorOptions({ node, onChange, isReadOnly }: Part) {
  const { t } = useTranslation('canvas')
  const choice = node.onError?.choice ?? 'stop'
  const choose = (next: ErrorChoice) => onChange({ onError: next === 'stop' ? null : next === 'replace' ? { choice: next, value: node.onError?.value ?? {} } : { choice: next } })
  return (
    <div>
      <Select
        label={t('options.onError')}
        data={errorChoices.map((value) => ({ value, label: t(`onError.${value}`) }))}
        value={choice}
        allowDeselect={false}
        readOnly={isReadOnly}
        data-testid="option-on-error"
        onChange={(value) => choose((value ?? 'stop') as ErrorChoice)}
      />
      <Text size="xs" c="dimmed" mt={4}>
        {t(`onErrorHelp.${choice}`)}
      </Text>
      {choice === 'replace' && <ReplacementValue value={node.onError?.value ?? {}} onChange={(value) => onChange({ onError: { choice: 'replace', value } })} isReadOnly={isReadOnly} />}
    </div>
  )
}

function ReplacementValue({ value, onChange, isReadOnly }: { readonly value: JsonObject; readonly onChange: (value: JsonObject) => void; readonly isReadOnly: boolean }) {
  const { t } = useTranslation('canvas')
  const [text, setText] = useState(() => JSON.stringify(value, null, 2))
  const parsed = parseOutsideJson(text)
  const isObject = parsed.ok && isJsonObject(parsed.value)
  return (
    <JsonInput
      mt="sm"
      label={t('options.replacement')}
      autosize
      minRows={3}
      value={text}
      readOnly={isReadOnly}
      error={isObject ? undefined : t('options.replacementProblem')}
      onChange={(next) => {
        setText(next)
        const read = parseOutsideJson(next)
        if (read.ok && isJsonObject(read.value)) onChange(read.value)
      }}
    />
  )
}

const waits: { readonly [K in WaitPolicy['kind']]: WaitPolicy } = {
  fixed: { kind: 'fixed', ms: 10_000 },
  exponential: { kind: 'exponential', firstMs: 10_000, maxMs: 300_000, jitter: true },
  list: { kind: 'list', ms: [10_000, 30_000, 60_000] },
}
const usual: RetrySettings = { attempts: 3, wait: waits.exponential }

function RetryOptions({ node, onChange, isReadOnly }: Part) {
  const { t } = useTranslation('canvas')
  const retry = node.retry ?? usual
  const change = (part: Partial<RetrySettings>) => onChange({ retry: { ...retry, ...part } })
  const { wait } = retry
  return (
    <Stack gap="sm">
      <NumberInput label={t('options.attempts')} description={t('options.attemptsHelp')} min={1} max={20} clampBehavior="strict" value={retry.attempts} readOnly={isReadOnly} data-testid="option-attempts" onChange={(value) => typeof value === 'number' && change({ attempts: value })} />
      <Select
        label={t('options.wait')}
        data={(['fixed', 'exponential', 'list'] as const).map((value) => ({ value, label: t(`wait.${value}`) }))}
        value={wait.kind}
        allowDeselect={false}
        readOnly={isReadOnly}
        onChange={(value) => change({ wait: waits[(value ?? 'exponential') as WaitPolicy['kind']] })}
      />
      {wait.kind === 'fixed' && <Seconds label={t('options.waitFixed')} ms={wait.ms} onChange={(ms) => change({ wait: { kind: 'fixed', ms } })} isReadOnly={isReadOnly} />}
      {wait.kind === 'exponential' && (
        <>
          <Seconds label={t('options.waitFirst')} ms={wait.firstMs} onChange={(firstMs) => change({ wait: { ...wait, firstMs } })} isReadOnly={isReadOnly} />
          <Seconds label={t('options.waitMost')} ms={wait.maxMs} onChange={(maxMs) => change({ wait: { ...wait, maxMs } })} isReadOnly={isReadOnly} />
        </>
      )}
      {wait.kind === 'list' && wait.ms.map((ms, index) => <Seconds key={index} label={t('options.waitNumber', { number: index + 1 })} ms={ms} onChange={(next) => change({ wait: { kind: 'list', ms: wait.ms.with(index, next) } })} isReadOnly={isReadOnly} />)}
    </Stack>
  )
}

function Seconds({ label, ms, onChange, isReadOnly }: { readonly label: string; readonly ms: number; readonly onChange: (ms: number) => void; readonly isReadOnly: boolean }) {
  return <NumberInput label={label} suffix=" s" min={0} max={604_800} value={ms / 1000} readOnly={isReadOnly} onChange={(value) => typeof value === 'number' && onChange(Math.round(value * 1000))} />
}
