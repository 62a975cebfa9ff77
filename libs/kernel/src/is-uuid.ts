/** Whether a text is an id as they are all written here: a UUID in lower case. Asked before a database that would refuse anything else with an error. */
export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)
}
