import type { FlowSettings } from '@maillon/flow-document'

/** The settings with one of them changed; null: as usual, so that the document doesn't name it. */
export function withSetting<Name extends keyof FlowSettings>(settings: FlowSettings, name: Name, value: FlowSettings[Name] | null): FlowSettings {
  const { [name]: _before, ...others } = settings
  const { concurrency: _only, ...alone } = others as FlowSettings
  // How many at once counts for `parallel` alone.
  const kept = name === 'overlap' && value !== 'parallel' ? alone : others
  return (value === null || value === undefined ? kept : { ...kept, [name]: value }) as FlowSettings
}
