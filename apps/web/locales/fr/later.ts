import canvas from './canvas.json'
import imports from './import.json'
import queues from './queues.json'
import settings from './settings.json'
import tests from './tests.json'

export const laterTexts = { canvas, import: imports, queues, settings, tests }
