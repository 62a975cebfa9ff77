import { applyDecorators, HttpCode, RequestMapping, RequestMethod, SetMetadata } from '@nestjs/common'
import { routeTable, type ServerRouteName } from './route-table.js'

export const routeMetadata = 'maillon:route'

/** Puts a method on a route of the table. There is no other way to make one: the guard refuses what has no name. */
export function Route(name: ServerRouteName): MethodDecorator {
  const { method, path, status } = routeTable[name]
  return applyDecorators(SetMetadata(routeMetadata, name), RequestMapping({ path, method: RequestMethod[method] }), HttpCode(status))
}
