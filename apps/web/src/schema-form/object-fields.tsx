'use client'

import { Button, Collapse, Stack } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconChevronDown } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { JsonObject } from '@maillon/kernel'
import { withKey } from './change-value.js'
import type { FormField } from './form-field.js'
import { useFormSurroundings } from './form-surroundings.js'
import { hasErrorInside } from './problems-by-field.js'
import classes from './schema-form.module.css'

export interface ObjectFieldsProps {
  readonly fields: readonly FormField[]
  readonly value: JsonObject
  readonly onChange: (next: JsonObject) => void
}

/** The fields of an object: needed and usual ones first, the others folded until asked for or wrong. */
export function ObjectFields({ fields, value, onChange }: ObjectFieldsProps) {
  const { t } = useTranslation('form')
  const { problems, Field } = useFormSurroundings()
  const [isOpen, more] = useDisclosure(false)
  const usual = fields.filter((field) => field.isRequired || !field.isAdvanced)
  const folded = fields.filter((field) => !usual.includes(field))
  const isWrongInside = folded.some(({ pointer }) => hasErrorInside(pointer, problems))
  const inputOf = (field: FormField) => <Field key={field.key} field={field} onChange={(next) => onChange(withKey(value, field.key, next))} />
  return (
    <>
      {usual.map(inputOf)}
      {folded.length > 0 && (
        <div>
          <Button
            variant="subtle"
            size="compact-sm"
            color="gray"
            fw={500}
            className={classes.more}
            onClick={more.toggle}
            aria-expanded={isOpen || isWrongInside}
            leftSection={<IconChevronDown size={15} aria-hidden className={classes.chevron} data-open={isOpen || isWrongInside || undefined} />}
          >
            {t('more')}
          </Button>
          <Collapse expanded={isOpen || isWrongInside}>
            <Stack gap="md" mt="sm">
              {folded.map(inputOf)}
            </Stack>
          </Collapse>
        </div>
      )}
    </>
  )
}
