import { endpoints, route } from "@/app/_server/route";
import { cancelSubscription } from "@/domain/packages/commands";
import { subscriptionDetail } from "@/domain/packages/queries";
import { PackageId, PackageVersion, SubscriptionOut } from "@/domain/packages/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    { summary: "一份合同", permission: "packages:read", input: PackageId, output: SubscriptionOut },
    subscriptionDetail,
  ),
  DELETE: route(
    { summary: "取消没收过款的合同", permission: "packages:edit", input: PackageVersion, output: SubscriptionOut },
    async (ctx, input) => subscriptionDetail(ctx, await cancelSubscription(ctx, input)),
  ),
});
