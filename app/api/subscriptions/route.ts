import { endpoints, route } from "@/app/_server/route";
import { signSubscription } from "@/domain/packages/commands";
import { listSubscriptions, subscriptionDetail } from "@/domain/packages/queries";
import { ListSubscriptions, SignSubscription, SubscriptionOut, SubscriptionsOut } from "@/domain/packages/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    { summary: "合同与订阅", permission: "packages:read", input: ListSubscriptions, output: SubscriptionsOut },
    listSubscriptions,
  ),
  POST: route(
    {
      summary: "签合同；价格和条款定格",
      permission: "packages:edit",
      input: SignSubscription,
      output: SubscriptionOut,
      status: 201,
    },
    async (ctx, input) => subscriptionDetail(ctx, await signSubscription(ctx, input)),
  ),
});
