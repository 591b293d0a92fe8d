using ApprovalConsole.Benchmarks;
using ApprovalConsole.Benchmarks.Cluster;
using ApprovalConsole.Benchmarks.Crash;
using ApprovalConsole.Benchmarks.Gate;
using ApprovalConsole.Benchmarks.Pipelines;
using ApprovalConsole.Benchmarks.Scale;

return args switch
{
    ["gate", .. var rest] => await GateBenchmark.RunAsync(rest),
    ["tickets", .. var rest] => await TicketsBenchmark.RunAsync(rest),
    ["bill", .. var rest] => await BillBenchmark.RunAsync(rest),
    ["crash", .. var rest] => await CrashBenchmark.RunAsync(rest),
    ["cluster", .. var rest] => await ClusterBenchmark.RunAsync(rest),
    [ClusterNode.Command, .. var rest] => await ClusterNode.RunAsync(rest),
    [DyingConsole.Command, .. var rest] => await DyingConsole.RunAsync(rest),
    [Till.Command, .. var rest] => await Till.RunAsync(rest),
    ["waiting", .. var rest] => await WaitingBenchmark.RunAsync(rest),
    ["people", .. var rest] => await PeopleBenchmark.RunAsync(rest),
    ["watchers", .. var rest] => await WatchersBenchmark.RunAsync(rest),
    [ScaleConsole.Command, .. var rest] => await ScaleConsole.RunAsync(rest),
    ["validation"] => ValidationBenchmark.Run(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("dotnet run -c Release --project tests/Benchmarks -- gate [--on PostgreSql] [--runs 500] [--at-once 64] [--rounds 1] [--only floor|process|http] [--peers [--postgres URL]]");
    Console.Error.WriteLine("dotnet run -c Release --project tests/Benchmarks -- validation");
    Console.Error.WriteLine("dotnet run -c Release --project tests/Benchmarks -- tickets [--seed 1] [--errs 10] [--reply-ms 300]");
    Console.Error.WriteLine("dotnet run -c Release --project tests/Benchmarks -- bill [--tasks 114] [--seed 1]");
    Console.Error.WriteLine("dotnet run -c Release --project tests/Benchmarks -- crash [--on PostgreSql] [--kills 300] [--seed 1] [--points 12 | --point NAME]");
    Console.Error.WriteLine("dotnet run -c Release --project tests/Benchmarks -- cluster [--kills 10] [--orders 12] [--runs 300] [--seed 1]");
    Console.Error.WriteLine("dotnet run -c Release --project tests/Benchmarks -- waiting [--runs 100000] [--rounds 3] [--at-once 32] [--keep FOLDER]");
    Console.Error.WriteLine("dotnet run -c Release --project tests/Benchmarks -- people [--decisions 600] [--reviewers 12] [--pending 1000] [--live 50] [--reply-ms 1000] [--think-ms 1000]");
    Console.Error.WriteLine("dotnet run -c Release --project tests/Benchmarks -- watchers [--watchers 500] [--live 50] [--rounds 3] [--reply-ms 1000]");
    return 2;
}
