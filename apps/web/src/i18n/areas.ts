/** One text file for each area and language: `locales/<language>/<area>.json`, read with `useTranslation('<area>')`. */
export const areas = ['common', 'alerts', 'tests', 'shell', 'welcome', 'settings', 'home', 'flows', 'import', 'runs', 'schedules', 'queues', 'gallery', 'credentials', 'apis', 'packages', 'recipients', 'collections', 'files', 'answer', 'formPage', 'canvas', 'form', 'table', 'versions', 'compare', 'grid'] as const
export type Area = (typeof areas)[number]
