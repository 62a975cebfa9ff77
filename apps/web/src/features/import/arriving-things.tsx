'use client'

import { Button, Group, Select, Stack, Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { ArrivingThing, ThingKind } from '@maillon/api-contract'
import { useApiQuery } from '../../api/use-api.js'
import { useShownVariable } from './use-shown-variable.js'
import { Panel } from '../../shell/panel.js'
import classes from './import.module.css'
import { thingChoice, type ImportChoices, type ThingChosen } from './import-choices.js'
import { NewThing } from './new-thing.js'

export interface ArrivingThingsProps {
  readonly things: readonly ArrivingThing[]
  readonly choices: ImportChoices
  readonly onChoose: (key: string, chosen: ThingChosen) => void
  /** What is wrong at a path of the request. */
  readonly problemAt: (path: string) => string | null
}

interface Option {
  readonly value: string
  readonly label: string
}

const panels = [
  { title: 'recipients', kinds: ['recipient', 'group'] },
  { title: 'variables', kinds: ['variable'] },
  { title: 'calledFlows', kinds: ['flow'] },
] as const satisfies readonly { readonly title: string; readonly kinds: readonly ThingKind[] }[]

/** One choice for each recipient, variable and flow that the flows of the file name; what isn't here may be filled in. */
export function ArrivingThings({ things, choices, onChoose, problemAt }: ArrivingThingsProps) {
  const { t } = useTranslation('import')
  const options = useOptions()
  return panels.map(({ title, kinds }) => {
    const shown = things.map((thing, place) => ({ thing, place })).filter(({ thing }) => (kinds as readonly ThingKind[]).includes(thing.kind))
    return shown.length === 0 ? null : (
      <Panel key={title} title={t(title)}>
        <Stack>
          <Text size="sm" c="dimmed">{t(`${title}About`)}</Text>
          {shown.map(({ thing, place }) => (
            <Thing key={thing.key} thing={thing} options={options[thing.kind]} chosen={thingChoice(choices, thing)} onChoose={(chosen) => onChoose(thing.key, chosen)} problemAt={(path) => problemAt(`/things/${place}${path}`)} />
          ))}
        </Stack>
      </Panel>
    )
  })
}

interface ThingProps {
  readonly thing: ArrivingThing
  readonly options: readonly Option[]
  readonly chosen: ThingChosen
  readonly onChoose: (chosen: ThingChosen) => void
  readonly problemAt: (path: string) => string | null
}

function Thing({ thing, options, chosen, onChoose, problemAt }: ThingProps) {
  const { t } = useTranslation('import')
  const { kind, name, flows, inFile, proposal } = thing
  // A group or variable of this name that is here already is chosen, not made.
  const mayMake = kind === 'recipient' || (kind !== 'flow' && !options.some(({ value }) => value === name))
  if (chosen.kind !== 'use') return <NewThing thing={thing} chosen={chosen} onChoose={onChoose} problemAt={problemAt} />
  const because = proposal !== null && proposal.id === chosen.id ? t(`thingBecause.${proposal.because}`) : undefined
  return (
    <Group align="flex-end" gap="xs" className={classes.account}>
      <Select
        flex={1}
        miw={240}
        label={t(`thing.${kind}`, { name })}
        description={[t('usedBy', { steps: flows.join(', ') }), because].filter((part) => part !== undefined).join(' · ')}
        placeholder={t(inFile === null ? 'later' : 'inFile')}
        data={[...options]}
        value={options.some(({ value }) => value === chosen.id) ? chosen.id : null}
        onChange={(id) => onChoose({ kind: 'use', id })}
        nothingFoundMessage={t('noneHere')}
        searchable
        clearable
      />
      {mayMake && (
        <Button variant="default" leftSection={<IconPlus size={16} aria-hidden />} aria-label={t('createOf', { name })} onClick={() => onChoose(kind === 'variable' ? { kind: 'variable', variable: { type: 'text', value: '' } } : { kind: 'recipient', recipient: { type: 'email', name: kind === 'group' ? '' : name, address: '', isActive: true, groups: [] } })}>
          {t('create')}
        </Button>
      )}
    </Group>
  )
}

/** What is here, by kind. */
function useOptions(): { readonly [Kind in ThingKind]: readonly Option[] } {
  const shown = useShownVariable()
  const directory = useApiQuery('recipientChoices', {}).data
  const variables = useApiQuery('variables', {}).data?.variables ?? []
  const flows = useApiQuery('flows', {}).data?.flows ?? []
  const { t } = useTranslation('recipients')
  return {
    recipient: (directory?.recipients ?? []).map(({ id, name, type }) => ({ value: id, label: `${name} · ${t(`type.${type}`)}` })),
    group: (directory?.groups ?? []).map(({ name }) => ({ value: name, label: name })),
    variable: variables.map(({ name, value }) => ({ value: name, label: `${name} = ${shown(value)}` })),
    flow: flows.map(({ id, name }) => ({ value: id, label: name })),
  }
}
