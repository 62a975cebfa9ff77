'use client'

import { PasswordInput, Progress, Text, type PasswordInputProps } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { passwordStrength, shortestPassword } from './password-strength.js'

const colors = ['red', 'orange', 'yellow', 'green'] as const

/** A password that is chosen, with a guess of how long it would hold. */
export function NewPasswordField({ password, ...input }: PasswordInputProps & { readonly password: string }) {
  const { t } = useTranslation('welcome')
  const strength = passwordStrength(password)
  return (
    <div>
      <PasswordInput label={t('password')} description={t('passwordHelp', { count: shortestPassword })} autoComplete="new-password" visibilityToggleButtonProps={{ 'aria-label': t('showPassword') }} {...input} />
      {password !== '' && (
        <div aria-live="polite">
          <Progress value={(strength + 1) * 25} color={colors[strength]} size={4} mt={6} aria-label={t('strength.label')} />
          <Text size="xs" c="dimmed" mt={2}>
            {t(`strength.${strength}`)}
          </Text>
        </div>
      )}
    </div>
  )
}
