import type { SettingStore } from '@maillon/storage'

const defaultDays = 90

/** Days that a workspace keeps runs whose flow says nothing. */
export async function keepDaysOf(settings: Pick<SettingStore, 'get'>, workspaceId: string): Promise<number> {
  const days = await settings.get(keepDaysKey(workspaceId))
  return typeof days === 'number' && days >= 1 ? days : defaultDays
}

export function keepDaysKey(workspaceId: string): string {
  return `keep-days/${workspaceId}`
}
