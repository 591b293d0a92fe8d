using ApprovalConsole.Benchmarks;
using ApprovalConsole.Benchmarks.Cluster;
using ApprovalConsole.Benchmarks.Crash;
using ApprovalConsole.Benchmarks.Gate;

return args switch
{
    ["gate", .. var rest] => await GateBenchmark.RunAsync(rest),
    ["bill", .. var rest] => await BillBenchmark.RunAsync(rest),
    ["crash", .. var rest] => await CrashBenchmark.RunAsync(rest),
    ["cluster", .. var rest] => await ClusterBenchmark.RunAsync(rest),
    [ClusterNode.Command, .. var rest] => await ClusterNode.RunAsync(rest),
    [DyingConsole.Command, .. var rest] => await DyingConsole.RunAsync(rest),
    ["validation"] => ValidationBenchmark.Run(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("dotnet run -c Release --project tests/Benchmarks -- gate [--on PostgreSql] [--runs 500] [--at-once 64] [--rounds 1] [--only floor|process|http] [--peers [--postgres URL]]");
    Console.Error.WriteLine("dotnet run -c Release --project tests/Benchmarks -- validation");
    Console.Error.WriteLine("dotnet run -c Release --project tests/Benchmarks -- bill [--tasks 114] [--seed 1]");
    Console.Error.WriteLine("dotnet run -c Release --project tests/Benchmarks -- crash [--on PostgreSql] [--kills 300] [--seed 1] [--points 12 | --point NAME]");
    Console.Error.WriteLine("dotnet run -c Release --project tests/Benchmarks -- cluster [--kills 10] [--orders 12] [--seed 1]");
    return 2;
}
