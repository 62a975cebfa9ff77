// `npm run gallery`, or `npm run gallery -- daily-report`: runs gallery flows on real servers that it starts itself, and checks what came of it from outside.
import { signIn } from '../world/sign-in.js'
import { startMaillon } from '../world/start-maillon.js'
import { dailyReport } from './daily-report/cases.js'
import { cortexSync } from './cortex-sync/cases.js'
import { galleryFlow, type PlayableFlow } from './gallery-flow.js'
import { appointmentsOfTomorrow } from './nightly/appointments.js'
import { nightlyReport } from './nightly/nightly-report.js'
import { nightlySync } from './nightly/nightly-sync.js'
import { parcelStatus } from './parcel-status/cases.js'
import { ecommerceOrders } from './ecommerce-orders/cases.js'
import { insuranceImport } from './insurance-import/cases.js'
import { ordersByMail } from './orders-by-mail/cases.js'
import { accountantReport } from './accountant/accountant-report.js'
import { reportCompanies, reportPerformance, reportTickets, reportUsers } from './reports/reports.js'
import { databaseBackup } from './sql-tasks/backup.js'
import { cleanExpiredLimits, cleanOldLogs } from './sql-tasks/clean-ups.js'
import { dailyFigures, errorsWatch, lowQuota } from './sql-tasks/reports-and-alerts.js'
import { ticketNotification } from './tickets/notification.js'

/** In the order in which they are played. */
const flows: readonly PlayableFlow[] = [
  galleryFlow(dailyReport),
  galleryFlow(ordersByMail),
  galleryFlow(insuranceImport),
  galleryFlow(ecommerceOrders),
  galleryFlow(cortexSync),
  galleryFlow(parcelStatus),
  galleryFlow(nightlySync),
  galleryFlow(nightlyReport),
  galleryFlow(appointmentsOfTomorrow),
  galleryFlow(cleanOldLogs),
  galleryFlow(cleanExpiredLimits),
  galleryFlow(databaseBackup),
  galleryFlow(dailyFigures),
  galleryFlow(lowQuota),
  galleryFlow(errorsWatch),
  galleryFlow(ticketNotification),
  galleryFlow(reportTickets),
  galleryFlow(reportUsers),
  galleryFlow(reportCompanies),
  galleryFlow(reportPerformance),
  galleryFlow(accountantReport),
]

const wanted = process.argv.slice(2)
const unknown = wanted.filter((id) => !flows.some((flow) => flow.id === id))
if (unknown.length > 0) {
  console.error(`Unknown gallery flow: ${unknown.join(', ')}. There are: ${flows.map(({ id }) => id).join(', ')}.`)
  process.exit(2)
}

const chosen = flows.filter(({ id }) => wanted.length === 0 || wanted.includes(id))
const summary = { flows: chosen.length, passed: 0, failureCasesPassed: 0 }
const left = [...chosen]

/** Plays flows until none is left; what a flow's cases did is told together, when its last one is over. */
async function playOn(): Promise<void> {
  for (let flow = left.shift(); flow !== undefined; flow = left.shift()) {
    const lines: string[] = [flow.id]
    let isGood = true
    await flow.play({ startMaillon: (env) => startMaillon({ env }), signIn: (url) => signIn(url) }, ({ title, isFailureCase, problem, seconds }) => {
      isGood &&= problem === null
      if (problem === null && isFailureCase) summary.failureCasesPassed += 1
      lines.push(problem === null ? `  passed  ${title.padEnd(110)} ${seconds.toFixed(1)} s` : `  FAILED  ${title}\n${problem}`)
    })
    if (isGood) summary.passed += 1
    console.log(lines.join('\n'))
  }
}

// Each case has servers of its own and waits most of its time: two at once keep two cores busy.
await Promise.all([playOn(), playOn()])
console.log(JSON.stringify(summary))
process.exit(summary.passed === summary.flows ? 0 : 1)
