/** Puts text on the clipboard; false where the browser has none for this page (plain http on another machine) or refuses. */
export async function copyText(text: string): Promise<boolean> {
  const clipboard = clipboardOf(navigator)
  if (clipboard === undefined) return false
  return clipboard.writeText(text).then(
    () => true,
    () => false,
  )
}

/** Browsers leave `clipboard` out on pages that came over plain http. */
function clipboardOf(browser: { readonly clipboard?: Clipboard }): Clipboard | undefined {
  return browser.clipboard
}
