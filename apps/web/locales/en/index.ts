import canvas from './canvas.json'
import common from './common.json'
import credentials from './credentials.json'
import files from './files.json'
import flows from './flows.json'
import form from './form.json'
import gallery from './gallery.json'
import home from './home.json'
import runs from './runs.json'
import shell from './shell.json'
import table from './table.json'
import welcome from './welcome.json'

export const texts = { canvas, common, credentials, files, flows, form, gallery, home, runs, shell, table, welcome }
