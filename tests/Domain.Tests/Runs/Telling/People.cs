using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Domain.Tests.Runs.Telling;

/// <summary>Those who act in the tests. Shop started the run for Paula; the others review.</summary>
internal static class People
{
    public static readonly Actor Shop = new("shop", "the shop", Channel.Api, KeyOwner: "owen");
    public static readonly Actor Rita = new("rita", "Rita", Channel.Page);
    public static readonly Actor Remy = new("remy", "Remy", Channel.Page);
    public static readonly Actor Sam = new("sam", "Sam", Channel.Page);
    public static readonly Actor Ada = new("ada", "Ada", Channel.Page);

    public static readonly Principal Paula = new("paula", ["orders.write"], "{}");
}
