import type { HomeView } from '@maillon/api-contract'
import { Controller, Inject, Query } from '@nestjs/common'
import { Caller, type CallerIdentity } from '../../http/caller.js'
import { Route } from '../../http/route.decorator.js'
import type { HomePeriod } from './home-period.js'
import { HomeService } from './home.service.js'

@Controller()
export class HomeController {
  constructor(@Inject(HomeService) private readonly service: HomeService) {}

  @Route('home')
  home(@Caller() caller: CallerIdentity, @Query('period') period: HomePeriod = '7d'): Promise<HomeView> {
    return this.service.view(caller, period)
  }
}
