/** Whether a file may be a flow of another program (n8n, Node-RED): ours say their format at the top. What it really is, the server says. */
export function isForeign(text: string): boolean {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return false
  }
  if (Array.isArray(value)) return true
  return typeof value === 'object' && value !== null && !Object.hasOwn(value, 'format') && ['nodes', 'workflow', 'data', 'flows'].some((key) => Object.hasOwn(value, key))
}
