import type { DevelopmentPackageRequest, InstallPackageRequest, PackageCheckView, PackageRequest, PackagesView, PackageView, RemovePackageQuery } from '@maillon/api-contract'
import { Body, Controller, Inject, Param, Query } from '@nestjs/common'
import { Caller, type CallerIdentity } from '../../http/caller.js'
import { Route } from '../../http/route.decorator.js'
import { PackagesService } from './packages.service.js'

@Controller()
export class PackagesController {
  constructor(@Inject(PackagesService) private readonly service: PackagesService) {}

  @Route('packages')
  list(@Caller() caller: CallerIdentity): Promise<PackagesView> {
    return this.service.list(caller)
  }

  @Route('checkPackage')
  check(@Caller() caller: CallerIdentity, @Body() body: PackageRequest): Promise<PackageCheckView> {
    return this.service.check(caller, body)
  }

  @Route('installPackage')
  install(@Caller() caller: CallerIdentity, @Body() body: InstallPackageRequest): Promise<PackageView> {
    return this.service.install(caller, body)
  }

  @Route('developPackage')
  develop(@Caller() caller: CallerIdentity, @Body() body: DevelopmentPackageRequest): Promise<PackageView> {
    return this.service.develop(caller, body)
  }

  @Route('removePackage')
  remove(@Caller() caller: CallerIdentity, @Param('name') name: string, @Query() { anyway = false }: RemovePackageQuery): Promise<void> {
    return this.service.remove(caller, name, anyway)
  }
}
