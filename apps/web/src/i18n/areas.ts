/** One text file for each area and language: `locales/<language>/<area>.json`, read with `useTranslation('<area>')`. */
export const areas = ['common', 'alerts', 'shell', 'welcome', 'home', 'flows', 'runs', 'schedules', 'gallery', 'credentials', 'apis', 'packages', 'recipients', 'collections', 'files', 'answer', 'formPage', 'form', 'table', 'versions', 'compare', 'grid'] as const

/** Those with many words and few readers: they come with the first screen that uses them, so that the first page is sooner there. */
export const laterAreas = ['canvas', 'import', 'queues', 'settings', 'tests'] as const
